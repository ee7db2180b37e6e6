/** From now on: prints as JSON the milliseconds, and the greatest resident memory above today's in bytes, when it is called. */
export function tellUse(): () => void {
  const startedAt = performance.now();
  const idle = process.memoryUsage.rss();
  return () => {
    const peak = process.resourceUsage().maxRSS * 1024;
    console.log(JSON.stringify({ ms: performance.now() - startedAt, bytes: peak - idle }));
  };
}
