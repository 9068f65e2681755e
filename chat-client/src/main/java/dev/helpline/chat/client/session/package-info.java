/** Sessions: how a customer starts and ends one, its state, and the customer's earlier sessions. */
@NullMarked
package dev.helpline.chat.client.session;

import org.jspecify.annotations.NullMarked;
