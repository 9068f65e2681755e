/** For tests of apps with the SDK: a server in memory that fails on demand, and time that passes when the test says so. */
@NullMarked
package dev.helpline.chat.client.testkit;

import org.jspecify.annotations.NullMarked;
