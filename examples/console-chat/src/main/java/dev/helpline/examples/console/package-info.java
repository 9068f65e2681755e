/** A chat through the SDK on a terminal: a scripted conversation, a customer's side, an agent's side. */
@NullMarked
package dev.helpline.examples.console;

import org.jspecify.annotations.NullMarked;
