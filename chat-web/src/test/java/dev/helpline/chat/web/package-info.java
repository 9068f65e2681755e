@org.jspecify.annotations.NullMarked
package dev.helpline.chat.web;
