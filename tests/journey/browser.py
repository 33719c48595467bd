"""The customer's own browser, a real one. Apart from the customer: it is large."""

from __future__ import annotations

import threading

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait


class Browser:
    """The customer's own browser, driven as a person would, on a thread of its own."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.titles: list[str] = []
        self._thread: threading.Thread | None = None
        self._phone = ""  # the page with the code of the vendor's practice phone

    def open(self, url: str) -> bool:
        """Open the sign-in page and sign in as root; returns at once, as a desktop does."""
        self._thread = threading.Thread(target=self._sign_in, args=(url,))
        self._thread.start()
        return True

    def _sign_in(self, url: str) -> None:
        self.driver.get(url)
        self.driver.find_element(By.ID, "signin-root").click()
        WebDriverWait(self.driver, 10).until(lambda d: "/oauth/callback" in d.current_url)
        self.titles.append(self.driver.find_element(By.TAG_NAME, "h1").text)

    def done(self) -> None:
        """Wait until the browser has come back."""
        if self._thread is not None:
            self._thread.join()

    def vendor_signs_in(self, url: str, account: str, name: str, password: str) -> str:
        """What the vendor's sign-in page says in the end; with MFA, where that is asked for."""
        self.driver.get(self._phone or url)
        self._fill(account=account, username=name, password=password)
        if self._phone:
            self._fill(mfa=self._see("phone-code").text)
        self._see("signin").click()
        shown = self._see("result")
        if shown.get_attribute("data-outcome") != "mfa-needed":
            return str(shown.text)
        self._see("register-practice").click()
        self._phone = str(self._see("phone-again").get_attribute("href"))
        return self.vendor_signs_in(url, account, name, password)

    def _see(self, name: str) -> WebElement:
        return WebDriverWait(self.driver, 10).until(lambda d: d.find_element(By.ID, name))

    def _fill(self, **fields: str) -> None:
        for field, text in fields.items():
            box = self._see(field)
            box.clear()
            box.send_keys(text)
