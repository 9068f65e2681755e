package dev.helpline.chat.http.internal.exchange;

import dev.helpline.chat.core.attachment.Download;

/** The result of a call whose reply is a file, and not JSON. */
public record FileResult(Download file) {}
