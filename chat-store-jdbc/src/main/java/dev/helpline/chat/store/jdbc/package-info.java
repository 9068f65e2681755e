/** The storage ports over JDBC: sessions, logs, cursors, audit records and agents in tables of a relational database. */
@NullMarked
package dev.helpline.chat.store.jdbc;

import org.jspecify.annotations.NullMarked;
