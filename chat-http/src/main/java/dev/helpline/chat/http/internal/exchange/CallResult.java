package dev.helpline.chat.http.internal.exchange;

/**
 * The result of a successful call.
 *
 * @param data the reply's data, which is written as JSON
 * @param message a text for people
 */
public record CallResult(Object data, String message) {}
