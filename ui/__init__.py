"""The windows: Qt draws and asks here, and app/ decides and acts."""
