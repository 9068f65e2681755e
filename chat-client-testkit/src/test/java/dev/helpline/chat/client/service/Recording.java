package dev.helpline.chat.client.service;

import dev.helpline.chat.client.call.ChatApiException;
import dev.helpline.chat.client.session.SessionHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records each event of a listener as a line of text. */
class Recording implements ChatListener {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onSessionStarted(String sessionId) {
        heard.add("started");
    }

    @Override
    public void onSessionRestored(RestoredChat chat) {
        heard.add("restored " + chat.messages().size());
    }

    @Override
    public void onStartDelayed(ChatApiException error, Duration retryIn) {
        heard.add("start delayed " + error.code() + " " + retryIn);
    }

    @Override
    public void onSessionUpdated(SessionHead head) {
        heard.add("head " + head.state());
    }

    @Override
    public void onMessageSent(ChatMessage message) {
        heard.add("shown " + message.text() + " " + message.state());
    }

    @Override
    public void onMessageUpdated(ChatMessage message) {
        heard.add("updated " + message.text() + " " + message.state()
                + message.failureCode().map(code -> " " + code).orElse(""));
    }

    @Override
    public void onChangeRejected(String messageId, ChatApiException reason) {
        heard.add("rejected " + reason.code());
    }

    @Override
    public void onMessageReceived(ChatMessage message) {
        heard.add("received " + message.text());
    }

    @Override
    public void onUnreadCountChanged(int unread) {
        heard.add("unread " + unread);
    }

    @Override
    public void onSessionEnded(SessionEnd end) {
        heard.add("ended " + end.kind());
    }

    @Override
    public void onPollingError(ChatApiException error, Duration retryIn) {
        heard.add("polling error " + error.code() + " " + retryIn);
    }

    @Override
    public void onPollingStopped(ChatApiException error) {
        heard.add("polling stopped " + error.code());
    }

    /** Returns the events since the last call, without changes of the head and of what is unread. */
    List<String> news() {
        List<String> news = new ArrayList<>(heard);
        heard.clear();
        news.removeIf(line -> line.startsWith("head ") || line.startsWith("unread "));
        return news;
    }
}
