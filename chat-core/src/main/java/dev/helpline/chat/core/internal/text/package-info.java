/** What text may consist of, whoever wrote it. */
@NullMarked
package dev.helpline.chat.core.internal.text;

import org.jspecify.annotations.NullMarked;
