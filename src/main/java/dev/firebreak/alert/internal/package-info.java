/** Alerts that other parts of Firebreak raise: an outbox that hands them to intake as a sender would. */
@NamedInterface("internal")
package dev.firebreak.alert.internal;

import org.springframework.modulith.NamedInterface;
