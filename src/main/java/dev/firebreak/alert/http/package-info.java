/** The HTTP endpoints that receive alerts, and their limits. */
package dev.firebreak.alert.http;
