package io.mastiff.bench;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A response that takes everything and keeps nothing. */
final class BenchResponse extends HttpServletResponseWrapper {
  BenchResponse() {
    super(BenchRequest.nothing(HttpServletResponse.class));
  }

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public boolean isCommitted() {
    return false;
  }
}
