/** HTTP authorization: one table of rules behind every security filter chain. */
package dev.firebreak.access.http;
