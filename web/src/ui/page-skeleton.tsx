export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" class="max-w-2xl">
      <div class="skeleton h-7 w-40" />
      <div class="skeleton mt-4 h-4 w-80 max-w-full" />
    </div>
  );
}
