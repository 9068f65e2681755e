package dev.helpline.chat.client.real;

import dev.helpline.chat.client.service.ChatListener;
import dev.helpline.chat.client.service.ChatMessage;
import dev.helpline.chat.client.service.ChatService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An app that shows all messages anew at each callback. Records each message that flickers: that is gone again, or that the server has stored
 * and that changes its place among the others that it has stored.
 */
final class ShownList implements ChatListener {
    /** Longer lists are looked at less often, since that takes longer. */
    private static final int LONG = 400;

    private final ChatService chat;
    private final List<String> wrongs = new ArrayList<>();
    private List<ChatMessage> shown = List.of();
    private int callbacks;

    ShownList(ChatService chat) {
        this.chat = chat;
    }

    @Override
    public void onMessageSent(ChatMessage message) {
        showSometimes();
    }

    @Override
    public void onMessageReceived(ChatMessage message) {
        showSometimes();
    }

    @Override
    public void onMessageUpdated(ChatMessage message) {
        showSometimes();
    }

    private void showSometimes() {
        if (callbacks++ % (1 + shown.size() / LONG) == 0) {
            show();
        }
    }

    private synchronized void show() {
        List<ChatMessage> now = chat.messages();
        Map<String, Integer> places = new HashMap<>();
        for (ChatMessage message : now) {
            places.put(message.messageId(), places.size());
        }
        int last = -1;
        for (ChatMessage before : shown) {
            Integer place = places.get(before.messageId());
            if (place == null) {
                wrongs.add("disappeared: " + before);
            } else if (before.seq().isPresent()) {
                if (place < last) {
                    wrongs.add("changed its place: " + before);
                }
                last = place;
            }
        }
        shown = now;
    }

    /** Shows the messages for the last time, and returns all that was wrong. */
    synchronized List<String> wrongs() {
        show();
        return List.copyOf(wrongs);
    }
}
