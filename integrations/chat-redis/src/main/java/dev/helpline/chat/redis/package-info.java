/** For several nodes with a Redis: a cluster bus, and a rate limiter that all nodes share. */
@NullMarked
package dev.helpline.chat.redis;

import org.jspecify.annotations.NullMarked;
