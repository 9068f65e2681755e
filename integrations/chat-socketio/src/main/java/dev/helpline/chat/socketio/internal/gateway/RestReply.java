package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/** The reply to a call that was carried out. */
public record RestReply(int status, JsonNode body) {}
