/** Serves the files of the browser's side in a container of Jakarta Servlet. */
@NullMarked
package dev.helpline.chat.web.servlet;

import org.jspecify.annotations.NullMarked;
