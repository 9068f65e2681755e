/** The wire, without a server: a call goes in, a reply comes out. The adapters are packages of their own. */
@NullMarked
package dev.helpline.chat.http;

import org.jspecify.annotations.NullMarked;
