/** Pulumi's side of a resource in the program: a custom resource whose provider is a constant text. */

import type { CustomResourceOptions, Inputs } from "@pulumi/pulumi";
// The file itself and not the package's index, which loads the Automation API as well.
import { CustomResource } from "@pulumi/pulumi/resource";
import { placeInOrder } from "../order";

/**
 * A resource that Pulumi's dynamic provider serves. `__provider`, which the engine stores with every resource, only
 * requires this package: it is the same from version to version, captures nothing, and so the installed code always
 * runs, also on refresh and delete.
 */
export abstract class DynamicResource extends CustomResource {
  /**
   * @param type name of the resource and of its handler in the package's `dynamic` entry
   * @param outputs names of the properties that only the store knows
   */
  constructor(
    type: string,
    name: string,
    inputs: Inputs,
    outputs: readonly string[],
    options: CustomResourceOptions | undefined,
  ) {
    const unknownOutputs = Object.fromEntries(outputs.map((output) => [output, undefined]));
    const __provider = `exports.handler=()=>require("pulumi-galaxystore/dynamic").${type}`;
    const place = placeInOrder(type, inputs, options);
    const properties = { ...unknownOutputs, ...inputs, ...place.inputs, __provider };
    super(`pulumi-nodejs:dynamic/galaxystore:${type}`, name, properties, place.options);
    place.taken(this);
  }
}
