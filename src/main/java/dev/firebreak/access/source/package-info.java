/**
 * Alert sources: their configuration, their tokens (stored as hashes), authentication before the body is read, and the
 * count of rejections.
 */
package dev.firebreak.access.source;
