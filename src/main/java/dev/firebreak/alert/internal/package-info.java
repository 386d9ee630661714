/** The way into intake for other modules of Firebreak: their alerts are journaled as any sender's. */
@NamedInterface("internal")
package dev.firebreak.alert.internal;

import org.springframework.modulith.NamedInterface;
