/** Incidents that machines declare. */
package dev.firebreak.alert.format.declaration;
