/**
 * The engine's webapps and REST behind our login: they take the person from Spring Security and ask for no other.
 */
package dev.firebreak.engine.web;
