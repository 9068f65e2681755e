package dev.helpline.chat.client.attachment;

/**
 * Is told how far an upload is. Called on threads of the HTTP client, once per part, one at a time and in order. An exception that it throws
 * fails the upload.
 */
@FunctionalInterface
public interface UploadListener {
    /**
     * The server has stored so many bytes of the file. The first call of an upload that goes on says what the server had before. The number
     * falls only if the server has lost bytes.
     *
     * @param received from 0 to {@code size}
     * @param size the length of the file
     */
    void onProgress(long received, long size);
}
