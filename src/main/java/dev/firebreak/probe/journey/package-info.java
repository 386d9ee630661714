/** User journeys: HTTP steps one after the other, as a user's browser makes them. */
package dev.firebreak.probe.journey;
