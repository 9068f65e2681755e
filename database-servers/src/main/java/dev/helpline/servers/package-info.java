/** Starts database servers out of Maven artifacts, without Docker and without an installation. */
@NullMarked
package dev.helpline.servers;

import org.jspecify.annotations.NullMarked;
