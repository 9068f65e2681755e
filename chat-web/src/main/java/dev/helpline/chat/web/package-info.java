/** The chat in the browser: the customer's widget, and the handler that serves its files. */
@NullMarked
package dev.helpline.chat.web;

import org.jspecify.annotations.NullMarked;
