/**
 * The agents' side: {@link dev.helpline.chat.client.agent.SupportApi}, sessions as agents see them, and the agents
 * themselves.
 */
@NullMarked
package dev.helpline.chat.client.agent;

import org.jspecify.annotations.NullMarked;
