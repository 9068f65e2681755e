@org.jspecify.annotations.NullMarked
package dev.helpline.chat.http.internal.calls;
