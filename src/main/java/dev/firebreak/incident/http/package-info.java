/** The record over HTTP. */
package dev.firebreak.incident.http;
