package dev.helpline.chat.http;

/**
 * What a call is answered with if all went well.
 *
 * @param data becomes JSON as it is
 * @param message for people
 */
record Answer(Object data, String message) {}
