@echo off
rem Runs mnist from an unpacked package on Windows. MNIST_JAVA_OPTS adds options for Java.
setlocal
set "java="
if defined JAVA_HOME (
  if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
) else (
  for %%j in (java.exe) do set "java=%%~$PATH:j"
)
if not defined java (
  echo mnist: there is no java; install Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 69
)
"%java%" @"%~dp0mnist.options" %MNIST_JAVA_OPTS% -jar "%~dp0..\mnist.jar" %*
exit /b %errorlevel%
