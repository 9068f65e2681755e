/** For tests of Spring Boot applications with the chat: a slice with a store in memory and scripted time. */
@NullMarked
package dev.helpline.chat.spring.testkit;

import org.jspecify.annotations.NullMarked;
