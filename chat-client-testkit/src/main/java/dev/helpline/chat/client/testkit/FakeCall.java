package dev.helpline.chat.client.testkit;

import okhttp3.Request;

/** The kinds of calls that a {@link FakeChatApi} counts and can fail. */
public enum FakeCall {
    /** Opening a session. */
    START,
    /** Sending a message. */
    SEND,
    /** Polling a session. */
    POLL,
    /** Ending a session. */
    END,
    /** Rating a session. */
    RATE,
    /** Saying what was read. */
    READ,
    /** Editing a message. */
    EDIT,
    /** Withdrawing a message. */
    WITHDRAW,
    /** Starting an upload, or sending a part of a file. */
    UPLOAD,
    /** Downloading a file. */
    DOWNLOAD,
    /** Any other call. */
    OTHER;

    static FakeCall of(Request request) {
        String path = request.url().encodedPath();
        if (path.startsWith("/api/chat/poll/")) {
            return POLL;
        }
        if (path.startsWith("/api/chat/attachments/")) {
            return ofFile(request.method());
        }
        if (path.startsWith("/api/chat/message/")) {
            return request.method().equals("DELETE") ? WITHDRAW : EDIT;
        }
        switch (request.method() + ' ' + path) {
            case "POST /api/chat/attachments":
                return UPLOAD;
            case "POST /api/chat/session":
                return START;
            case "POST /api/chat/message":
                return SEND;
            case "POST /api/chat/session/end":
                return END;
            case "POST /api/chat/rating":
                return RATE;
            case "POST /api/chat/read":
                return READ;
            default:
                return OTHER;
        }
    }

    private static FakeCall ofFile(String method) {
        switch (method) {
            case "PUT":
                return UPLOAD;
            case "GET":
                return DOWNLOAD;
            default:
                return OTHER;
        }
    }
}
