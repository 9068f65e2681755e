package dev.helpline.chat.client.internal.http;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.call.ChatCall;
import dev.helpline.chat.client.call.ChatCallback;
import dev.helpline.chat.client.call.ErrorCodes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A {@link ChatCall} over OkHttp. Thread-safe. */
final class OkHttpChatCall<T> implements ChatCall<T> {
    private final OkHttpClient client;
    private final Request request;
    private final ResponseReader<T> reader;
    private final Call call;

    OkHttpChatCall(OkHttpClient client, Request request, ResponseReader<T> reader) {
        this.client = client;
        this.request = request;
        this.reader = reader;
        call = client.newCall(request);
    }

    @Override
    public T execute() {
        Response response;
        try {
            response = call.execute();
        } catch (IOException failure) {
            throw explained(failure, null);
        }
        return read(response);
    }

    @Override
    public void enqueue(ChatCallback<T> callback) {
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
                T answer;
                try {
                    answer = read(response);
                } catch (ChatApiException failure) {
                    callback.onFailure(failure);
                    return;
                }
                callback.onAnswer(answer);
            }

            @Override
            public void onFailure(Call failed, IOException failure) {
                callback.onFailure(explained(failure, null));
            }
        });
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public boolean isCanceled() {
        return call.isCanceled();
    }

    @Override
    public ChatCall<T> copy() {
        return new OkHttpChatCall<>(client, request, reader);
    }

    private T read(Response response) {
        try (Response open = response) {
            return reader.read(open);
        } catch (IOException failure) {
            throw explained(failure, response.isSuccessful() ? response.code() : null);
        } catch (ChatApiException failure) {
            throw failure;
        } catch (RuntimeException | Error failure) { // so that each call has an outcome
            throw explained(new ClientFailureException(failure), response.code());
        }
    }

    /** Makes the exception for a failed connection. {@code httpStatus} is given if a successful response broke off. */
    private ChatApiException explained(IOException failure, @Nullable Integer httpStatus) {
        ChatApiException.Builder explained =
                ChatApiException.builder(label(request), code(failure)).cause(failure);
        if (httpStatus != null) {
            explained.httpStatus(httpStatus);
        }
        return explained.build();
    }

    private String code(IOException failure) {
        if (isTimeout(failure)) {
            return ErrorCodes.TIMEOUT;
        }
        if (call.isCanceled() || Thread.currentThread().isInterrupted()) {
            return ErrorCodes.CANCELED;
        }
        if (failure instanceof TokenUnavailableException) {
            return ErrorCodes.TOKEN_UNAVAILABLE;
        }
        if (failure instanceof FileUnreadableException) {
            return ErrorCodes.FILE_UNREADABLE;
        }
        if (failure instanceof ClientFailureException) {
            return ErrorCodes.CLIENT_FAILURE;
        }
        return failure instanceof InterruptedIOException ? ErrorCodes.TIMEOUT : ErrorCodes.NETWORK_ERROR;
    }

    /** OkHttp cancels a call whose call timeout has passed; only this message shows it. */
    private static boolean isTimeout(IOException failure) {
        return failure instanceof SocketTimeoutException
                || (failure instanceof InterruptedIOException && "timeout".equals(failure.getMessage()));
    }

    /** Returns method and path. The query is left out because it may contain what a person typed. */
    static String label(Request request) {
        return request.method() + ' ' + request.url().encodedPath();
    }
}
