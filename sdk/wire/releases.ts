/** Answers of the v2 calls: binaries, closed beta, staged rollout. Source: Content Publish API. */

import { z } from "zod";
import { list, number, optionalText, text } from "./values";

const data = <S extends z.ZodRawShape>(shape: S) => z.looseObject({ data: z.looseObject(shape) });

/** Older documentation answers without `data`. */
export const AddedBinary = z
  .looseObject({ data: z.looseObject({ binarySeq: optionalText }).nullish() })
  .nullish()
  .transform((answer): { binarySeq?: string } => {
    const binarySeq = answer?.data?.binarySeq;
    return binarySeq ? { binarySeq } : {};
  });

export const BetaTestAnswer = data({
  totalNumberOfBetaTesters: number,
  betaTesters: list(text),
  feedbackChannel: optionalText,
  betaTestingUrl: z.looseObject({ android: optionalText, instantPlay2: optionalText }).nullish(),
});

export const BetaUpdateAnswer = z
  .looseObject({
    data: z.looseObject({ additionFailedTesters: list(text), deletionFailedTesters: list(text) }).nullish(),
  })
  .nullish()
  .transform((answer) => ({
    additionFailed: answer?.data?.additionFailedTesters ?? [],
    deletionFailed: answer?.data?.deletionFailedTesters ?? [],
  }));

export const RolloutRateAnswer = data({
  rolloutRate: number,
  countries: list(
    // A documented sample pads the code with spaces.
    z.looseObject({ countryCode: text.transform((code) => code.trim()), rolloutRate: number }),
  ),
});

export const RolloutBinaryAnswer = data({
  binaries: list(
    z.looseObject({
      // Documented as number, seen as text.
      seq: text,
      versionCode: optionalText,
      versionName: optionalText,
      fileName: optionalText,
      fileSize: optionalText,
      rolloutStatus: optionalText,
      appStatus: optionalText,
    }),
  ),
});

export const UploadSession = z.looseObject({ url: text, sessionId: text });

export const UploadAnswer = z.looseObject({ fileKey: text, fileName: optionalText, fileSize: optionalText });
