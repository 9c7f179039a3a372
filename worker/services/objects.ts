/** R2 lists, and deletes, as many at once. */
const OBJECTS_PER_CALL = 1_000;

/** Deletes all objects whose keys begin so; answers how many. */
export async function deleteObjects(bucket: R2Bucket, prefix: string): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { objects } = await bucket.list({ prefix, limit: OBJECTS_PER_CALL });
    if (objects.length === 0) return deleted;
    await bucket.delete(objects.map(({ key }) => key));
    deleted += objects.length;
  }
}

/** Goes over all objects whose keys begin so, a page at a time, with what was put down beside each. */
export async function* objectPages(bucket: R2Bucket, prefix: string): AsyncGenerator<R2Object[]> {
  let startAfter: string | undefined;
  do {
    const page: R2Objects = await bucket.list({
      prefix,
      limit: OBJECTS_PER_CALL,
      include: ['customMetadata'],
      ...(startAfter !== undefined && { startAfter }),
    });
    if (page.objects.length > 0) yield page.objects;
    startAfter = page.truncated ? page.objects.at(-1)?.key : undefined;
  } while (startAfter !== undefined);
}
