package dev.helpline.chat.socketio.internal.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An event that a client is sent: its name and its only argument. */
public record Outgoing(String event, ObjectNode data) {}
