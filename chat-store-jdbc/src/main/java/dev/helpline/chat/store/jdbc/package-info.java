/** The storage port over JDBC: sessions, logs, cursors and agents in tables of a relational database. */
@NullMarked
package dev.helpline.chat.store.jdbc;

import org.jspecify.annotations.NullMarked;
