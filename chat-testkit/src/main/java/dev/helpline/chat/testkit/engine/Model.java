package dev.helpline.chat.testkit.engine;

import java.util.ArrayList;
import java.util.List;

/** The expected state of one session of Carla's: its state, agent, rating and log, and nothing else. */
final class Model {
    static final int COMMANDS = 11;

    private final List<String> log = new ArrayList<>(List.of("session_started"));
    private String state = "WAITING";
    private String owner = "";
    private int rating = -1;

    List<String> log() {
        return log;
    }

    String done(int command, int choice) {
        return switch (command) {
            case 0, 1 -> customerSays("c" + choice);
            case 2, 3 -> agentSays("a" + choice);
            case 4 -> claimedBy("anton");
            case 5 -> claimedBy("other");
            case 6 -> moved("ACTIVE", "ON_HOLD", "session_held");
            case 7 -> moved("ON_HOLD", "ACTIVE", "session_resumed");
            case 8 -> state;
            case 9 -> choice == 0 ? ended() : state;
            default -> rated(choice);
        };
    }

    private String customerSays(String text) {
        if (log.contains(text)) {
            return state;
        }
        if (isEnded()) {
            return "SESSION_NOT_OPEN";
        }
        if (state.equals("ON_HOLD")) {
            state = "ACTIVE";
            log.add("session_resumed");
        }
        log.add(text);
        return state;
    }

    private String agentSays(String text) {
        if (log.contains(text)) {
            return state;
        }
        if (isEnded()) {
            return "SESSION_NOT_OPEN";
        }
        if (owner.isEmpty()) {
            claimedBy("anton");
        }
        log.add(text);
        return state;
    }

    private String claimedBy(String agent) {
        if (isEnded()) {
            return "SESSION_NOT_OPEN";
        }
        if (owner.isEmpty()) {
            owner = agent;
            state = "ACTIVE";
            log.add("session_assigned");
        }
        return owner.equals(agent) ? state : "SESSION_CONFLICT";
    }

    private String moved(String from, String to, String event) {
        if (isEnded()) {
            return "SESSION_NOT_OPEN";
        }
        if (state.equals("WAITING")) {
            return "SESSION_CONFLICT";
        }
        if (state.equals(from)) {
            state = to;
            log.add(event);
        }
        return state;
    }

    private String ended() {
        if (!isEnded()) {
            state = "ENDED";
            log.add("session_ended");
        }
        return state;
    }

    private String rated(int choice) {
        if (!isEnded()) {
            return "SESSION_NOT_ENDED";
        }
        if (rating < 0) {
            rating = choice;
            log.add("session_rated");
        }
        return rating == choice ? state : "RATING_EXISTS";
    }

    private boolean isEnded() {
        return state.equals("ENDED");
    }
}
