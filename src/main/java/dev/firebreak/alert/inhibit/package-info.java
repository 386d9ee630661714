/** Inhibition: a symptom of an open cause comes into the cause's incident and pages nobody while the cause lasts. */
package dev.firebreak.alert.inhibit;
