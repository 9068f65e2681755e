package dev.helpline.chat.http.internal.exchange;

import java.util.Iterator;

/**
 * The result of a call whose reply is a text of any length, and not JSON.
 *
 * @param lines the text, each line with its line break; read while the reply is written
 * @param fileName in ASCII, without quotation marks
 */
public record ExportResult(Iterator<String> lines, String mediaType, String fileName) {}
