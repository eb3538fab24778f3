/** All errors of the SDK and their guards. */

export { AuthenticationError, isAuthenticationError } from "./authentication";
export {
  GalaxyStoreError,
  type GalaxyStoreErrorDetails,
  type GalaxyStoreErrorKind,
  isGalaxyStoreError,
} from "./base";
export { CancelledError, isCancelledError } from "./cancelled";
export { ConfigurationError, isConfigurationError } from "./configuration";
export { isNetworkError, NetworkError } from "./network";
export { isNotFoundError, NotFoundError } from "./notFound";
export { isNotificationError, NotificationError } from "./notification";
export { isPermissionError, PermissionError } from "./permission";
export { isProtocolError, ProtocolError } from "./protocol";
export { isQuotaError, QuotaError } from "./quota";
export { isRateError, RateError } from "./rate";
export { isServerError, ServerError } from "./server";
export { isStateError, StateError } from "./state";
export { isTimeoutError, TimeoutError } from "./timeout";
export { isUploadError, UploadError } from "./upload";
export { isValidationError, ValidationError } from "./validation";
