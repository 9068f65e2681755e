package dev.helpline.chat.http.internal.exchange;

/**
 * What a call is answered with if all went well.
 *
 * @param data becomes JSON as it is
 * @param message for people
 */
public record CallResult(Object data, String message) {}
