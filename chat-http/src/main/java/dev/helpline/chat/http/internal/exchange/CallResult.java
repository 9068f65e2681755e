package dev.helpline.chat.http.internal.exchange;

/**
 * The result of a successful call.
 *
 * @param data the reply's data, which is written as JSON; or the whole body, if it is {@link dev.helpline.chat.http.internal.wire.RawJson},
 *     a {@link FileResult} or an {@link ExportResult}
 * @param message a text for people; ignored if the whole body is written already
 */
public record CallResult(Object data, String message) {}
