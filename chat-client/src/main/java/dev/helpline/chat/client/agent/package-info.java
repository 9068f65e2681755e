/** The agents' side: {@link dev.helpline.chat.client.agent.SupportApi}, the sessions that agents see, and the agents. */
@NullMarked
package dev.helpline.chat.client.agent;

import org.jspecify.annotations.NullMarked;
