package dev.helpline.chat.http.internal.calls;

/** The addresses that are worth something without a token. */
public record SignedLinks(FileLinks files, RatingLinks ratings) {}
