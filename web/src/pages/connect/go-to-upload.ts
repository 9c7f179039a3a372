/** Leads to the upload, eyes and keyboard alike. */
export function goToUpload(): void {
  document.getElementById('upload')?.scrollIntoView();
  document.getElementById('choose-file')?.focus({ preventScroll: true });
}
