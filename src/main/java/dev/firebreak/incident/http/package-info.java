/** Read-only HTTP endpoints of the incident record. */
package dev.firebreak.incident.http;
