/** Recognises uploaded files by their content, with Apache Tika. */
@NullMarked
package dev.helpline.chat.tika;

import org.jspecify.annotations.NullMarked;
