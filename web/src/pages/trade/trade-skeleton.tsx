export function TradeSkeleton() {
  return (
    <div role="status" aria-label="Loading the trade">
      <div class="skeleton h-4 w-56" />
      <div class="skeleton mt-5 h-8 max-w-2xl" />
      <div class="skeleton mt-3 h-8 max-w-lg" />
      <div class="skeleton mt-8 h-80" />
    </div>
  );
}
