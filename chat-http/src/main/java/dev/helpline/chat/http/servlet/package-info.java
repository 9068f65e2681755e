/** The adapter for Jakarta Servlet containers. */
@NullMarked
package dev.helpline.chat.http.servlet;

import org.jspecify.annotations.NullMarked;
