/** What resources take in the file in which the engine keeps a stack. */

/** Bytes of the resources of these types, with their indentation as stored, and of one `__provider` text. */
export function bytesInState(checkpoint, type) {
  const parsed = JSON.parse(checkpoint);
  const { resources } = parsed.checkpoint.latest;
  const ours = (resource) => resource.type.endsWith(`:${type}`);
  const indent = /^{\n(\s*)"/.exec(checkpoint)?.[1] ?? "";
  const length = (latest) =>
    Buffer.byteLength(JSON.stringify({ ...parsed, checkpoint: { ...parsed.checkpoint, latest } }, null, indent));
  const others = resources.filter((resource) => !ours(resource));
  return {
    all: length(parsed.checkpoint.latest) - length({ ...parsed.checkpoint.latest, resources: others }),
    provider: Buffer.byteLength(resources.find(ours).inputs.__provider),
  };
}
